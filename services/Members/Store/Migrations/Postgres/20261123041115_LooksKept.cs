using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Members.Migrations.Postgres
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
                    Campaign = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Adoptions = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_looks", x => x.Campaign);
                });

            migrationBuilder.CreateTable(
                name: "unseen",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Campaign = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Household = table.Column<string>(type: "text", nullable: false, collation: "C")
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
