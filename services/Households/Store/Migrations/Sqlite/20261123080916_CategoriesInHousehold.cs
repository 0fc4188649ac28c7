using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CategoriesInHousehold : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Categories",
                table: "households",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("""
                UPDATE households SET "Categories" = COALESCE((
                    SELECT group_concat(one, ';') FROM (
                        SELECT "Code" || ' ' || "Person" || ' ' || "ValidFrom" || COALESCE(' ' || "ValidTo", '') AS one, "ValidFrom", "Person", "Code"
                        FROM categories WHERE categories."Household" = households."Id" ORDER BY "ValidFrom", "Person", "Code") AS held), '')
                """);

            migrationBuilder.DropTable(
                name: "categories");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Categories",
                table: "households");

            migrationBuilder.CreateTable(
                name: "categories",
                columns: table => new
                {
                    Household = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Person = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_categories", x => new { x.Household, x.Person, x.Code, x.ValidFrom });
                    table.ForeignKey(
                        name: "FK_categories_households_Household",
                        column: x => x.Household,
                        principalTable: "households",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }
    }
}
