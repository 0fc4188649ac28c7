using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Postgres
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
                type: "character varying(1024)",
                maxLength: 1024,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Days",
                table: "former_states",
                type: "character varying(1024)",
                maxLength: 1024,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.CreateTable(
                name: "late_statements",
                columns: table => new
                {
                    Household = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Said = table.Column<string>(type: "character varying(44)", maxLength: 44, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    RecordedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Origin = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Everyone = table.Column<bool>(type: "boolean", nullable: false),
                    Need = table.Column<int>(type: "integer", nullable: false),
                    Entry = table.Column<string>(type: "text", nullable: false)
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
                    WHEN "EndedOn" IS NOT NULL THEN to_char(greatest("EndedOn", "AsOf"), 'YYYYMMDD')
                    WHEN "From" < "AsOf" THEN to_char("From", 'YYYYMMDD') || to_char("AsOf", 'YYYYMMDD')
                    ELSE to_char("From", 'YYYYMMDD') END
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
