using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Volunteering.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    Message = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hearer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => new { x.Message, x.Hearer });
                });

            migrationBuilder.CreateTable(
                name: "members",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Organization = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    InService = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "offer_rounds",
                columns: table => new
                {
                    Campaign = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Run = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AdoptedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Packets = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_offer_rounds", x => x.Campaign);
                });

            migrationBuilder.CreateTable(
                name: "offers",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Campaign = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Run = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AdoptedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Person = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Organization = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Skills = table.Column<string>(type: "TEXT", nullable: false),
                    Paired = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_offers", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TraceParent = table.Column<string>(type: "TEXT", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NotBefore = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ParkedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "posts",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    OfferedIn = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Community = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SetAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Places = table.Column<int>(type: "INTEGER", nullable: false),
                    Taken = table.Column<int>(type: "INTEGER", nullable: false),
                    Skills = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedFor = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    CloseNote = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posts", x => x.Id);
                    table.CheckConstraint("never_over_booked", "\"Taken\" >= 0 AND \"Taken\" <= \"Places\"");
                });

            migrationBuilder.CreateTable(
                name: "requests",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    BodyHash = table.Column<string>(type: "TEXT", nullable: true),
                    Status = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    Location = table.Column<string>(type: "TEXT", nullable: true),
                    Body = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "claims",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Post = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Person = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Organization = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LeftAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LeftFor = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    Note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_claims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_claims_posts_Post",
                        column: x => x.Post,
                        principalTable: "posts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_claims_Area_Id",
                table: "claims",
                columns: new[] { "Area", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_claims_Organization_Id",
                table: "claims",
                columns: new[] { "Organization", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_claims_Person_LeftAt",
                table: "claims",
                columns: new[] { "Person", "LeftAt" });

            migrationBuilder.CreateIndex(
                name: "IX_claims_Post_Person",
                table: "claims",
                columns: new[] { "Post", "Person" },
                unique: true,
                filter: "\"LeftAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_inbox_At",
                table: "inbox",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_offers_Area_Number",
                table: "offers",
                columns: new[] { "Area", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_offers_Campaign_Person",
                table: "offers",
                columns: new[] { "Campaign", "Person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_offers_Organization_Number",
                table: "offers",
                columns: new[] { "Organization", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_offers_Person",
                table: "offers",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_ParkedAt_Id",
                table: "outbox",
                columns: new[] { "ParkedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_posts_Area_Id",
                table: "posts",
                columns: new[] { "Area", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_posts_OfferedIn_State",
                table: "posts",
                columns: new[] { "OfferedIn", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_requests_At",
                table: "requests",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "claims");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "members");

            migrationBuilder.DropTable(
                name: "offer_rounds");

            migrationBuilder.DropTable(
                name: "offers");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "requests");

            migrationBuilder.DropTable(
                name: "posts");
        }
    }
}
