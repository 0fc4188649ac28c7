using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AidCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reference_codes",
                columns: table => new
                {
                    List = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    Code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    Chinese = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    English = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Authority = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    Parent = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    ValidFrom = table.Column<DateOnly>(type: "date", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    Order = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reference_codes", x => new { x.List, x.Code });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reference_codes");
        }
    }
}
