using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

sealed class HouseholdsSqlite(DbContextOptions<HouseholdsSqlite> options, StoreNeeds needs) : HouseholdsStore(options, needs);
