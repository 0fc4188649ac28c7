using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Members.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RunsKept : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Unreachable",
                table: "runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Sha256",
                table: "run_proofs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ActiveSince",
                table: "households",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_run_pairs_Run_Household_Stage",
                table: "run_pairs",
                columns: new[] { "Run", "Household", "Stage" });

            migrationBuilder.CreateIndex(
                name: "IX_pairings_Campaign_Household",
                table: "pairings",
                columns: new[] { "Campaign", "Household" },
                filter: "\"Status\" = 'Declined' OR \"EndReason\" = 'ended-by-committee'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_run_pairs_Run_Household_Stage",
                table: "run_pairs");

            migrationBuilder.DropIndex(
                name: "IX_pairings_Campaign_Household",
                table: "pairings");

            migrationBuilder.DropColumn(
                name: "Unreachable",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "Sha256",
                table: "run_proofs");

            migrationBuilder.DropColumn(
                name: "ActiveSince",
                table: "households");
        }
    }
}
