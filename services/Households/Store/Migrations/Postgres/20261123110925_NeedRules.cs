using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class NeedRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "need_rules",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Rule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    ProposedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    ProposedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    DecidedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    InForceOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ReplacedOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_need_rules", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "rescorings",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Rule = table.Column<int>(type: "integer", nullable: false),
                    Last = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Looked = table.Column<int>(type: "integer", nullable: false),
                    Changed = table.Column<int>(type: "integer", nullable: false),
                    Parent = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Progress = table.Column<int>(type: "integer", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Unreachable = table.Column<int>(type: "integer", nullable: false),
                    Fault = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    QueuedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AdoptedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CancelledBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    Worker = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    LeasedUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rescorings", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_need_rules_in_force",
                table: "need_rules",
                column: "State",
                unique: true,
                filter: "\"State\" = 'InForce'");

            migrationBuilder.CreateIndex(
                name: "IX_rescorings_Parent",
                table: "rescorings",
                column: "Parent");

            migrationBuilder.CreateIndex(
                name: "IX_rescorings_Rule",
                table: "rescorings",
                column: "Rule");

            migrationBuilder.CreateIndex(
                name: "IX_rescorings_State_QueuedAt",
                table: "rescorings",
                columns: new[] { "State", "QueuedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "need_rules");

            migrationBuilder.DropTable(
                name: "rescorings");
        }
    }
}
