using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Postgres
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
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AddressHash",
                table: "households",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MergedInto",
                table: "households",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "duplicate_candidates",
                columns: table => new
                {
                    One = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Other = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Score = table.Column<int>(type: "integer", nullable: false),
                    Lines = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OneVersion = table.Column<long>(type: "bigint", nullable: false),
                    OtherVersion = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duplicate_candidates", x => new { x.One, x.Other });
                });

            migrationBuilder.CreateTable(
                name: "duplicate_crowds",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Households = table.Column<int>(type: "integer", nullable: false),
                    Example = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duplicate_crowds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "duplicate_looks",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    AskedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Households = table.Column<int>(type: "integer", nullable: false),
                    Pairs = table.Column<int>(type: "integer", nullable: false),
                    Compared = table.Column<int>(type: "integer", nullable: false),
                    Waiting = table.Column<int>(type: "integer", nullable: false),
                    Crowded = table.Column<int>(type: "integer", nullable: false),
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
                    table.PrimaryKey("PK_duplicate_looks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "duplicate_verdicts",
                columns: table => new
                {
                    One = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Other = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    By = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
