using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Corrections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "correction_askers",
                columns: table => new
                {
                    Correction = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correction_askers", x => new { x.Subject, x.Correction });
                });

            migrationBuilder.CreateTable(
                name: "corrections",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Household = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Fields = table.Column<string>(type: "text", nullable: false),
                    Named = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false, collation: "C"),
                    Same = table.Column<string>(type: "character varying(44)", maxLength: 44, nullable: false, collation: "C"),
                    Decider = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Texts = table.Column<string>(type: "text", nullable: false),
                    AskedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RefusedBefore = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    EffectOn = table.Column<DateOnly>(type: "date", nullable: true),
                    DecidedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Answer = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Rule = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    SupersededBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Guards = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_corrections", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "helpers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Household = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Member = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Helps = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_helpers", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_correction_askers_Correction",
                table: "correction_askers",
                column: "Correction");

            migrationBuilder.CreateIndex(
                name: "IX_corrections_Area_Id",
                table: "corrections",
                columns: new[] { "Area", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_corrections_Household_State",
                table: "corrections",
                columns: new[] { "Household", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_corrections_Same",
                table: "corrections",
                column: "Same",
                unique: true,
                filter: "\"State\" IN ('Open', 'Approved')");

            migrationBuilder.CreateIndex(
                name: "IX_corrections_State_EffectOn",
                table: "corrections",
                columns: new[] { "State", "EffectOn" });

            migrationBuilder.CreateIndex(
                name: "IX_corrections_guards",
                table: "corrections",
                column: "Household",
                filter: "\"Guards\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_helpers_Member_Household",
                table: "helpers",
                columns: new[] { "Member", "Household" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "correction_askers");

            migrationBuilder.DropTable(
                name: "corrections");

            migrationBuilder.DropTable(
                name: "helpers");
        }
    }
}
