using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Pushes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Said",
                table: "households",
                type: "TEXT",
                maxLength: 44,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Since",
                table: "households",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            // The first day of which anything is known: categories say it where they are older than the last push.
            migrationBuilder.Sql("""
                UPDATE households SET "Since" = MIN("AsOf", COALESCE((SELECT MIN("ValidFrom") FROM categories WHERE categories."Household" = households."Id"), "AsOf"))
                """);

            migrationBuilder.CreateTable(
                name: "batch_missing",
                columns: table => new
                {
                    Batch = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Household = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch_missing", x => new { x.Batch, x.Household });
                });

            migrationBuilder.CreateTable(
                name: "batch_parts",
                columns: table => new
                {
                    Batch = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 44, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch_parts", x => new { x.Batch, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "batch_stretches",
                columns: table => new
                {
                    Batch = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    First = table.Column<int>(type: "INTEGER", nullable: false),
                    Doubtful = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch_stretches", x => new { x.Batch, x.First });
                });

            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Form = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    AsOf = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AllOrNothing = table.Column<bool>(type: "INTEGER", nullable: false),
                    PushedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Parts = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    Added = table.Column<int>(type: "INTEGER", nullable: false),
                    Changed = table.Column<int>(type: "INTEGER", nullable: false),
                    Unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    Parked = table.Column<int>(type: "INTEGER", nullable: false),
                    Missing = table.Column<int>(type: "INTEGER", nullable: true),
                    Present = table.Column<int>(type: "INTEGER", nullable: true),
                    Ended = table.Column<int>(type: "INTEGER", nullable: false),
                    Ending = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Line = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
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
                    table.PrimaryKey("PK_batches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "parked_rows",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Batch = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    Household = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Others = table.Column<string>(type: "TEXT", nullable: false),
                    Entry = table.Column<string>(type: "TEXT", nullable: false),
                    Said = table.Column<string>(type: "TEXT", maxLength: 44, nullable: false),
                    Everyone = table.Column<bool>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Accepted = table.Column<bool>(type: "INTEGER", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_parked_rows", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_batch_missing_Household",
                table: "batch_missing",
                column: "Household");

            migrationBuilder.CreateIndex(
                name: "IX_batches_Area_Source_Number",
                table: "batches",
                columns: new[] { "Area", "Source", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_batches_Line_QueuedAt",
                table: "batches",
                columns: new[] { "Line", "QueuedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_batches_Parent",
                table: "batches",
                column: "Parent");

            migrationBuilder.CreateIndex(
                name: "IX_batches_State_QueuedAt",
                table: "batches",
                columns: new[] { "State", "QueuedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_parked_rows_Area_Id",
                table: "parked_rows",
                columns: new[] { "Area", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_parked_rows_Household",
                table: "parked_rows",
                column: "Household");

            migrationBuilder.CreateIndex(
                name: "IX_parked_rows_Said",
                table: "parked_rows",
                column: "Said");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "batch_missing");

            migrationBuilder.DropTable(
                name: "batch_parts");

            migrationBuilder.DropTable(
                name: "batch_stretches");

            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropTable(
                name: "parked_rows");

            migrationBuilder.DropColumn(
                name: "Said",
                table: "households");

            migrationBuilder.DropColumn(
                name: "Since",
                table: "households");
        }
    }
}
