using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Assessment;

sealed class AssessmentPostgres(DbContextOptions<AssessmentPostgres> options, StoreNeeds needs) : AssessmentStore(options, needs);
