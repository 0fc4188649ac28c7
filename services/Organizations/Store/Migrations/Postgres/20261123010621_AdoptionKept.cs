using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Organizations.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AdoptionKept : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Adoption",
                table: "runs",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Adoption",
                table: "runs");
        }
    }
}
