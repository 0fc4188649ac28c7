using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LateStatements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Days",
                table: "households",
                type: "TEXT",
                maxLength: 1024,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Days",
                table: "former_states",
                type: "TEXT",
                maxLength: 1024,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "late_statements",
                columns: table => new
                {
                    Household = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Said = table.Column<string>(type: "TEXT", maxLength: 44, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Everyone = table.Column<bool>(type: "INTEGER", nullable: false),
                    Need = table.Column<int>(type: "INTEGER", nullable: false),
                    Entry = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_late_statements", x => new { x.Household, x.Day, x.Said });
                });

            migrationBuilder.CreateIndex(
                name: "IX_parked_rows_DecidedAt",
                table: "parked_rows",
                column: "DecidedAt",
                filter: "\"DecidedAt\" IS NOT NULL");

            // Before the days were kept, the first and the last of them are known.
            migrationBuilder.Sql("""
                UPDATE households SET "Days" = CASE
                    WHEN "EndedOn" IS NOT NULL THEN replace(max("EndedOn", "AsOf"), '-', '')
                    WHEN "From" < "AsOf" THEN replace("From", '-', '') || replace("AsOf", '-', '')
                    ELSE replace("From", '-', '') END
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "late_statements");

            migrationBuilder.DropIndex(
                name: "IX_parked_rows_DecidedAt",
                table: "parked_rows");

            migrationBuilder.DropColumn(
                name: "Days",
                table: "households");

            migrationBuilder.DropColumn(
                name: "Days",
                table: "former_states");
        }
    }
}
