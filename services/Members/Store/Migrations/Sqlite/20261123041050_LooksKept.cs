using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Members.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LooksKept : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "looks",
                columns: table => new
                {
                    Campaign = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Adoptions = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_looks", x => x.Campaign);
                });

            migrationBuilder.CreateTable(
                name: "unseen",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Campaign = table.Column<string>(type: "TEXT", nullable: false),
                    Household = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_unseen", x => new { x.Campaign, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_waiting_Campaign_SeenAt",
                table: "waiting",
                columns: new[] { "Campaign", "SeenAt" },
                filter: "NOT \"IsProposed\" AND \"TriedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_waiting_Campaign_Since",
                table: "waiting",
                columns: new[] { "Campaign", "Since" },
                filter: "\"AlarmedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_waiting_Campaign_TriedAt",
                table: "waiting",
                columns: new[] { "Campaign", "TriedAt" },
                filter: "NOT \"IsProposed\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "looks");

            migrationBuilder.DropTable(
                name: "unseen");

            migrationBuilder.DropIndex(
                name: "IX_waiting_Campaign_SeenAt",
                table: "waiting");

            migrationBuilder.DropIndex(
                name: "IX_waiting_Campaign_Since",
                table: "waiting");

            migrationBuilder.DropIndex(
                name: "IX_waiting_Campaign_TriedAt",
                table: "waiting");
        }
    }
}
