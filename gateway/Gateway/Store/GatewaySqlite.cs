using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

sealed class GatewaySqlite(DbContextOptions<GatewaySqlite> options, StoreNeeds needs) : GatewayStore(options, needs);
