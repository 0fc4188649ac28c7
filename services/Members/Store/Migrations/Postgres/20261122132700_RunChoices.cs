using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Members.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RunChoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "run_choices",
                columns: table => new
                {
                    Run = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Row = table.Column<int>(type: "integer", nullable: false),
                    Chooser = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Chosen = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Rank = table.Column<int>(type: "integer", nullable: false),
                    Granted = table.Column<bool>(type: "boolean", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CameFirst = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_choices", x => new { x.Run, x.Row });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "run_choices");
        }
    }
}
