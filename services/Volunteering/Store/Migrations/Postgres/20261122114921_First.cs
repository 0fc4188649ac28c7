using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Volunteering.Migrations.Postgres
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
                    Message = table.Column<Guid>(type: "uuid", nullable: false),
                    Hearer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => new { x.Message, x.Hearer });
                });

            migrationBuilder.CreateTable(
                name: "members",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Organization = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    InService = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "offer_rounds",
                columns: table => new
                {
                    Campaign = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Run = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    AdoptedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Packets = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_offer_rounds", x => x.Campaign);
                });

            migrationBuilder.CreateTable(
                name: "offers",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Campaign = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Run = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    AdoptedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Person = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Organization = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Skills = table.Column<string[]>(type: "text[]", nullable: false),
                    Paired = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_offers", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Type = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TraceParent = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    NotBefore = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ParkedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "posts",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    OfferedIn = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Community = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    SetAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Places = table.Column<int>(type: "integer", nullable: false),
                    Taken = table.Column<int>(type: "integer", nullable: false),
                    Skills = table.Column<string[]>(type: "text[]", nullable: false),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    Note = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ClosedFor = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    CloseNote = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
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
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    BodyHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Status = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    Location = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Body = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "claims",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Post = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Person = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Organization = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LeftAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LeftFor = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    Note = table.Column<string>(type: "text", nullable: true, collation: "C")
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
