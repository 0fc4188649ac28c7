using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Members.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Replacements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Basis",
                table: "runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ByDistrict",
                table: "runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "MayPart",
                table: "runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Parent",
                table: "runs",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Replacement",
                table: "runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Ends",
                table: "campaigns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReplaceWithinDays",
                table: "campaigns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "run_partings",
                columns: table => new
                {
                    Run = table.Column<string>(type: "TEXT", nullable: false),
                    Row = table.Column<int>(type: "INTEGER", nullable: false),
                    Pairing = table.Column<string>(type: "TEXT", nullable: false),
                    Household = table.Column<string>(type: "TEXT", nullable: false),
                    Member = table.Column<string>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", nullable: false),
                    Stage = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_partings", x => new { x.Run, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "waiting",
                columns: table => new
                {
                    Campaign = table.Column<string>(type: "TEXT", nullable: false),
                    Household = table.Column<string>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IsProposed = table.Column<bool>(type: "INTEGER", nullable: false),
                    TriedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Run = table.Column<string>(type: "TEXT", nullable: true),
                    Why = table.Column<string>(type: "TEXT", nullable: true),
                    AlarmedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waiting", x => new { x.Campaign, x.Household });
                });

            migrationBuilder.CreateIndex(
                name: "IX_runs_Campaign",
                table: "runs",
                column: "Campaign",
                unique: true,
                filter: "\"Replacement\" AND \"State\" IN ('Queued', 'Running', 'Done')");

            migrationBuilder.CreateIndex(
                name: "IX_runs_Parent",
                table: "runs",
                column: "Parent");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "run_partings");

            migrationBuilder.DropTable(
                name: "waiting");

            migrationBuilder.DropIndex(
                name: "IX_runs_Campaign",
                table: "runs");

            migrationBuilder.DropIndex(
                name: "IX_runs_Parent",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "Basis",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "ByDistrict",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "MayPart",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "Parent",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "Replacement",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "Ends",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "ReplaceWithinDays",
                table: "campaigns");
        }
    }
}
