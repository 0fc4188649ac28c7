using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Duplicates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "NameBirthHash",
                table: "persons",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AddressHash",
                table: "households",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MergedInto",
                table: "households",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "duplicate_candidates",
                columns: table => new
                {
                    One = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Other = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    Lines = table.Column<string>(type: "TEXT", nullable: false),
                    OneVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duplicate_candidates", x => new { x.One, x.Other });
                });

            migrationBuilder.CreateTable(
                name: "duplicate_crowds",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Households = table.Column<int>(type: "INTEGER", nullable: false),
                    Example = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duplicate_crowds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "duplicate_looks",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Households = table.Column<int>(type: "INTEGER", nullable: false),
                    Pairs = table.Column<int>(type: "INTEGER", nullable: false),
                    Compared = table.Column<int>(type: "INTEGER", nullable: false),
                    Waiting = table.Column<int>(type: "INTEGER", nullable: false),
                    Crowded = table.Column<int>(type: "INTEGER", nullable: false),
                    Parent = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Progress = table.Column<int>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Unreachable = table.Column<int>(type: "INTEGER", nullable: false),
                    Fault = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    QueuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AdoptedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CancelledBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Worker = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duplicate_looks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "duplicate_verdicts",
                columns: table => new
                {
                    One = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Other = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duplicate_verdicts", x => new { x.One, x.Other });
                });

            migrationBuilder.CreateIndex(
                name: "IX_persons_NameBirthHash",
                table: "persons",
                column: "NameBirthHash");

            migrationBuilder.CreateIndex(
                name: "IX_households_AddressHash",
                table: "households",
                column: "AddressHash");

            migrationBuilder.CreateIndex(
                name: "IX_households_MergedInto",
                table: "households",
                column: "MergedInto",
                filter: "\"MergedInto\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_duplicate_candidates_Other",
                table: "duplicate_candidates",
                column: "Other");

            migrationBuilder.CreateIndex(
                name: "IX_duplicate_candidates_Score_One_Other",
                table: "duplicate_candidates",
                columns: new[] { "Score", "One", "Other" },
                descending: new[] { true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_duplicate_looks_Parent",
                table: "duplicate_looks",
                column: "Parent");

            migrationBuilder.CreateIndex(
                name: "IX_duplicate_looks_State_QueuedAt",
                table: "duplicate_looks",
                columns: new[] { "State", "QueuedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_duplicate_verdicts_Other",
                table: "duplicate_verdicts",
                column: "Other");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "duplicate_candidates");

            migrationBuilder.DropTable(
                name: "duplicate_crowds");

            migrationBuilder.DropTable(
                name: "duplicate_looks");

            migrationBuilder.DropTable(
                name: "duplicate_verdicts");

            migrationBuilder.DropIndex(
                name: "IX_persons_NameBirthHash",
                table: "persons");

            migrationBuilder.DropIndex(
                name: "IX_households_AddressHash",
                table: "households");

            migrationBuilder.DropIndex(
                name: "IX_households_MergedInto",
                table: "households");

            migrationBuilder.DropColumn(
                name: "NameBirthHash",
                table: "persons");

            migrationBuilder.DropColumn(
                name: "AddressHash",
                table: "households");

            migrationBuilder.DropColumn(
                name: "MergedInto",
                table: "households");
        }
    }
}
