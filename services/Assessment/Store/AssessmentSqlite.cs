using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Assessment;

sealed class AssessmentSqlite(DbContextOptions<AssessmentSqlite> options, StoreNeeds needs) : AssessmentStore(options, needs);
