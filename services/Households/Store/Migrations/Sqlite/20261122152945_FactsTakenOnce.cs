using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FactsTakenOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_outbox_ParkedAt_Id",
                table: "outbox");

            migrationBuilder.DropPrimaryKey(
                name: "PK_inbox",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "Attempts",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "NotBefore",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "Hearer",
                table: "inbox");

            migrationBuilder.RenameColumn(
                name: "ParkedAt",
                table: "outbox",
                newName: "LeasedUntil");

            migrationBuilder.AddPrimaryKey(
                name: "PK_inbox",
                table: "inbox",
                column: "Message");

            migrationBuilder.CreateTable(
                name: "parked",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TraceParent = table.Column<string>(type: "TEXT", nullable: true),
                    TakenAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    TakenBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_parked", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_parked_TakenAt_Id",
                table: "parked",
                columns: new[] { "TakenAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "parked");

            migrationBuilder.DropPrimaryKey(
                name: "PK_inbox",
                table: "inbox");

            migrationBuilder.RenameColumn(
                name: "LeasedUntil",
                table: "outbox",
                newName: "ParkedAt");

            migrationBuilder.AddColumn<int>(
                name: "Attempts",
                table: "outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "NotBefore",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hearer",
                table: "inbox",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddPrimaryKey(
                name: "PK_inbox",
                table: "inbox",
                columns: new[] { "Message", "Hearer" });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_ParkedAt_Id",
                table: "outbox",
                columns: new[] { "ParkedAt", "Id" });
        }
    }
}
