using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

sealed class VolunteeringPostgres(DbContextOptions<VolunteeringPostgres> options, StoreNeeds needs) : VolunteeringStore(options, needs);
