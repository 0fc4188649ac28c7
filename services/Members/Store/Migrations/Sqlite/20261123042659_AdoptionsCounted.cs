using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Members.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AdoptionsCounted : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "AdoptedAs",
                table: "runs",
                type: "INTEGER",
                nullable: true);

            // Those before it was counted: by the clock, the only thing that says in what order they were adopted.
            migrationBuilder.Sql(
                """
                UPDATE runs SET "AdoptedAs" = (
                    SELECT COUNT(*) FROM runs AS before
                    WHERE before."Campaign" = runs."Campaign" AND before."AdoptedAt" IS NOT NULL AND before."Parent" IS NULL
                        AND (before."AdoptedAt" < runs."AdoptedAt" OR before."AdoptedAt" = runs."AdoptedAt" AND before."Id" <= runs."Id"))
                WHERE "AdoptedAt" IS NOT NULL AND "Parent" IS NULL
                """);

            migrationBuilder.CreateIndex(
                name: "IX_runs_Campaign_AdoptedAs",
                table: "runs",
                columns: new[] { "Campaign", "AdoptedAs" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_runs_Campaign_AdoptedAs",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "AdoptedAs",
                table: "runs");
        }
    }
}
