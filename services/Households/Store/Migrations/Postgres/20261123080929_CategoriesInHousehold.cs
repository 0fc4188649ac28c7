using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Postgres
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
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("""
                UPDATE households SET "Categories" = COALESCE((
                    SELECT string_agg(one, ';' ORDER BY "ValidFrom", "Person", "Code") FROM (
                        SELECT "Code" || ' ' || "Person" || ' ' || to_char("ValidFrom", 'YYYY-MM-DD') || COALESCE(' ' || to_char("ValidTo", 'YYYY-MM-DD'), '') AS one, "ValidFrom", "Person", "Code"
                        FROM categories WHERE categories."Household" = households."Id") AS held), '')
                """);

            migrationBuilder.DropTable(
                name: "categories");

            // It is checked for every person that is written, at a third of the price of writing one. Persons are written by
            // nobody but their household, and in its transaction.
            migrationBuilder.Sql("""ALTER TABLE persons DROP CONSTRAINT "FK_persons_households_Household" """);
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
                    Household = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Person = table.Column<int>(type: "integer", nullable: false),
                    Code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    ValidFrom = table.Column<DateOnly>(type: "date", nullable: false),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true)
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
