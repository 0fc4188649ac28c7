using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

sealed class VolunteeringSqlite(DbContextOptions<VolunteeringSqlite> options, StoreNeeds needs) : VolunteeringStore(options, needs);
