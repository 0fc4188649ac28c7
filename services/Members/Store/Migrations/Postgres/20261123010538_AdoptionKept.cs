using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Members.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AdoptionKept : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_runs_Campaign",
                table: "runs");

            migrationBuilder.AddColumn<string>(
                name: "Adoption",
                table: "runs",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_runs_Campaign",
                table: "runs",
                column: "Campaign",
                unique: true,
                filter: "\"Replacement\" AND \"State\" IN ('Queued', 'Running', 'Done', 'Adopting')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_runs_Campaign",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "Adoption",
                table: "runs");

            migrationBuilder.CreateIndex(
                name: "IX_runs_Campaign",
                table: "runs",
                column: "Campaign",
                unique: true,
                filter: "\"Replacement\" AND \"State\" IN ('Queued', 'Running', 'Done')");
        }
    }
}
