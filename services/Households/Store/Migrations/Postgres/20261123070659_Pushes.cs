using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Postgres
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
                type: "character varying(44)",
                maxLength: 44,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateOnly>(
                name: "Since",
                table: "households",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            // The first day of which anything is known: categories say it where they are older than the last push.
            migrationBuilder.Sql("""
                UPDATE households SET "Since" = LEAST("AsOf", COALESCE((SELECT MIN("ValidFrom") FROM categories WHERE categories."Household" = households."Id"), "AsOf"))
                """);

            migrationBuilder.CreateTable(
                name: "batch_missing",
                columns: table => new
                {
                    Batch = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Household = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch_missing", x => new { x.Batch, x.Household });
                });

            migrationBuilder.CreateTable(
                name: "batch_parts",
                columns: table => new
                {
                    Batch = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Bytes = table.Column<int>(type: "integer", nullable: false),
                    Hash = table.Column<string>(type: "character varying(44)", maxLength: 44, nullable: false, collation: "C"),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch_parts", x => new { x.Batch, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "batch_stretches",
                columns: table => new
                {
                    Batch = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    First = table.Column<int>(type: "integer", nullable: false),
                    Doubtful = table.Column<int>(type: "integer", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch_stretches", x => new { x.Batch, x.First });
                });

            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Source = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Mode = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Form = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    AsOf = table.Column<DateOnly>(type: "date", nullable: false),
                    AllOrNothing = table.Column<bool>(type: "boolean", nullable: false),
                    PushedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Parts = table.Column<int>(type: "integer", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Rows = table.Column<int>(type: "integer", nullable: false),
                    Added = table.Column<int>(type: "integer", nullable: false),
                    Changed = table.Column<int>(type: "integer", nullable: false),
                    Unchanged = table.Column<int>(type: "integer", nullable: false),
                    Rejected = table.Column<int>(type: "integer", nullable: false),
                    Parked = table.Column<int>(type: "integer", nullable: false),
                    Missing = table.Column<int>(type: "integer", nullable: true),
                    Present = table.Column<int>(type: "integer", nullable: true),
                    Ended = table.Column<int>(type: "integer", nullable: false),
                    Ending = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    DecidedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    Line = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
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
                    table.PrimaryKey("PK_batches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "parked_rows",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Batch = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Line = table.Column<int>(type: "integer", nullable: false),
                    Household = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Rule = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Others = table.Column<string[]>(type: "text[]", nullable: false),
                    Entry = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Said = table.Column<string>(type: "character varying(44)", maxLength: 44, nullable: false, collation: "C"),
                    Everyone = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Accepted = table.Column<bool>(type: "boolean", nullable: true),
                    DecidedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_parked_rows", x => x.Id);
                });

            // Sealed bytes do not shrink: nobody need try.
            migrationBuilder.Sql("""
                ALTER TABLE batch_parts ALTER COLUMN "Content" SET STORAGE EXTERNAL;
                ALTER TABLE batch_stretches ALTER COLUMN "Content" SET STORAGE EXTERNAL;
                """);

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
