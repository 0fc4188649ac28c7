using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

sealed class HouseholdsPostgres(DbContextOptions<HouseholdsPostgres> options, StoreNeeds needs) : HouseholdsStore(options, needs);
