using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

sealed class GatewayPostgres(DbContextOptions<GatewayPostgres> options, StoreNeeds needs) : GatewayStore(options, needs);
