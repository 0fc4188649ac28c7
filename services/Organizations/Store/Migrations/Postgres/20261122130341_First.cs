using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Organizations.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "areas",
                columns: table => new
                {
                    Code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Parent = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true, collation: "C"),
                    ValidFrom = table.Column<DateOnly>(type: "date", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_areas", x => new { x.Code, x.Level, x.ValidFrom });
                });

            migrationBuilder.CreateTable(
                name: "campaigns",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AreaPrefix = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Starts = table.Column<DateOnly>(type: "date", nullable: false),
                    DockingDeadline = table.Column<DateOnly>(type: "date", nullable: false),
                    Waves = table.Column<string>(type: "text", nullable: false),
                    OrganizationRules = table.Column<string>(type: "text", nullable: false),
                    MemberRules = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaigns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "choices",
                columns: table => new
                {
                    Campaign = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Organization = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Rank = table.Column<int>(type: "integer", nullable: false),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Chosen = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_choices", x => new { x.Campaign, x.Organization, x.Rank });
                });

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
                name: "organizations",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    District = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    Parent = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    Longitude = table.Column<double>(type: "double precision", nullable: true),
                    Latitude = table.Column<double>(type: "double precision", nullable: true),
                    Crs = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Seats = table.Column<int>(type: "integer", nullable: false),
                    Secretary = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organizations", x => x.Id);
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
                name: "pairings",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Campaign = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Run = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Organization = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Community = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Seat = table.Column<int>(type: "integer", nullable: false),
                    DistanceDm = table.Column<long>(type: "bigint", nullable: false),
                    Since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    OrganizationConfirmedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CommunityConfirmedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pairings", x => x.Id);
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
                name: "run_choices",
                columns: table => new
                {
                    Run = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Row = table.Column<int>(type: "integer", nullable: false),
                    Chooser = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Chosen = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Rank = table.Column<int>(type: "integer", nullable: false),
                    Granted = table.Column<bool>(type: "boolean", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CameFirst = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_choices", x => new { x.Run, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "run_lefts",
                columns: table => new
                {
                    Run = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Row = table.Column<int>(type: "integer", nullable: false),
                    Side = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_lefts", x => new { x.Run, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "run_pairs",
                columns: table => new
                {
                    Run = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Row = table.Column<int>(type: "integer", nullable: false),
                    Organization = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Community = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Seat = table.Column<int>(type: "integer", nullable: false),
                    DistanceDm = table.Column<long>(type: "bigint", nullable: false),
                    OrganizationRank = table.Column<int>(type: "integer", nullable: true),
                    CommunityRank = table.Column<int>(type: "integer", nullable: true),
                    Why = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Standing = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_pairs", x => new { x.Run, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "run_proofs",
                columns: table => new
                {
                    Run = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_proofs", x => x.Run);
                });

            migrationBuilder.CreateTable(
                name: "runs",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Campaign = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Wave = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Basis = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    Figures = table.Column<string>(type: "text", nullable: true),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Progress = table.Column<int>(type: "integer", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Fault = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    QueuedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AdoptedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Worker = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    LeasedUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runs", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_inbox_At",
                table: "inbox",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_organizations_Area_Id",
                table: "organizations",
                columns: new[] { "Area", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_organizations_District_Id",
                table: "organizations",
                columns: new[] { "District", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_ParkedAt_Id",
                table: "outbox",
                columns: new[] { "ParkedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_pairings_Campaign_Community_Seat",
                table: "pairings",
                columns: new[] { "Campaign", "Community", "Seat" },
                unique: true,
                filter: "\"Until\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_pairings_Campaign_Id",
                table: "pairings",
                columns: new[] { "Campaign", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_pairings_Campaign_Organization_Community",
                table: "pairings",
                columns: new[] { "Campaign", "Organization", "Community" },
                unique: true,
                filter: "\"Until\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_requests_At",
                table: "requests",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_runs_Campaign_Id",
                table: "runs",
                columns: new[] { "Campaign", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_runs_State_QueuedAt",
                table: "runs",
                columns: new[] { "State", "QueuedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "areas");

            migrationBuilder.DropTable(
                name: "campaigns");

            migrationBuilder.DropTable(
                name: "choices");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "organizations");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "pairings");

            migrationBuilder.DropTable(
                name: "requests");

            migrationBuilder.DropTable(
                name: "run_choices");

            migrationBuilder.DropTable(
                name: "run_lefts");

            migrationBuilder.DropTable(
                name: "run_pairs");

            migrationBuilder.DropTable(
                name: "run_proofs");

            migrationBuilder.DropTable(
                name: "runs");
        }
    }
}
