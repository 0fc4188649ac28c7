using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Sqlite
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
                    Correction = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correction_askers", x => new { x.Subject, x.Correction });
                });

            migrationBuilder.CreateTable(
                name: "corrections",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Household = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: false),
                    Named = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Same = table.Column<string>(type: "TEXT", maxLength: 44, nullable: false),
                    Decider = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Texts = table.Column<string>(type: "TEXT", nullable: false),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RefusedBefore = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    EffectOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Answer = table.Column<string>(type: "TEXT", nullable: true),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    SupersededBy = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Guards = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_corrections", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "helpers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Household = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Member = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Helps = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
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
