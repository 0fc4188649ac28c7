using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Members.Migrations.Postgres
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
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "ByDistrict",
                table: "runs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "MayPart",
                table: "runs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Parent",
                table: "runs",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "Replacement",
                table: "runs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Ends",
                table: "campaigns",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReplaceWithinDays",
                table: "campaigns",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "run_partings",
                columns: table => new
                {
                    Run = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Row = table.Column<int>(type: "integer", nullable: false),
                    Pairing = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Household = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Member = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Stage = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_partings", x => new { x.Run, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "waiting",
                columns: table => new
                {
                    Campaign = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Household = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SeenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    IsProposed = table.Column<bool>(type: "boolean", nullable: false),
                    TriedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Run = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Why = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AlarmedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
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
