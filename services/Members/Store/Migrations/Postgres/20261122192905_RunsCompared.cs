using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Members.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RunsCompared : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CancelledBy",
                table: "runs",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Rules",
                table: "runs",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CancelledBy",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "Rules",
                table: "runs");
        }
    }
}
