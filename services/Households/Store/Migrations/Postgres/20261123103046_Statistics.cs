using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Statistics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "area_figures",
                columns: table => new
                {
                    Of = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_area_figures", x => new { x.Month, x.Of, x.Area });
                });

            migrationBuilder.CreateTable(
                name: "counted_months",
                columns: table => new
                {
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    IsOver = table.Column<bool>(type: "boolean", nullable: false),
                    CountedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_counted_months", x => x.Month);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "area_figures");

            migrationBuilder.DropTable(
                name: "counted_months");
        }
    }
}
