using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Organizations.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Replacements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Parent",
                table: "runs",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true,
                collation: "C");

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

            migrationBuilder.CreateIndex(
                name: "IX_runs_Parent",
                table: "runs",
                column: "Parent");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_runs_Parent",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "Parent",
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
