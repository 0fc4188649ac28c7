using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Organizations.Migrations.Sqlite
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
                    Code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Parent = table.Column<string>(type: "TEXT", maxLength: 12, nullable: true),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_areas", x => new { x.Code, x.Level, x.ValidFrom });
                });

            migrationBuilder.CreateTable(
                name: "campaigns",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", nullable: false),
                    AreaPrefix = table.Column<string>(type: "TEXT", nullable: false),
                    Starts = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DockingDeadline = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Waves = table.Column<string>(type: "TEXT", nullable: false),
                    OrganizationRules = table.Column<string>(type: "TEXT", nullable: false),
                    MemberRules = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaigns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "choices",
                columns: table => new
                {
                    Campaign = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Organization = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Rank = table.Column<int>(type: "INTEGER", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Chosen = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_choices", x => new { x.Campaign, x.Organization, x.Rank });
                });

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
                name: "organizations",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    District = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    Parent = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Longitude = table.Column<double>(type: "REAL", nullable: true),
                    Latitude = table.Column<double>(type: "REAL", nullable: true),
                    Crs = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Seats = table.Column<int>(type: "INTEGER", nullable: false),
                    Secretary = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organizations", x => x.Id);
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
                name: "pairings",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Campaign = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Run = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Organization = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Community = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Seat = table.Column<int>(type: "INTEGER", nullable: false),
                    DistanceDm = table.Column<long>(type: "INTEGER", nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    OrganizationConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CommunityConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pairings", x => x.Id);
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
                name: "run_choices",
                columns: table => new
                {
                    Run = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Row = table.Column<int>(type: "INTEGER", nullable: false),
                    Chooser = table.Column<string>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Chosen = table.Column<string>(type: "TEXT", nullable: false),
                    Rank = table.Column<int>(type: "INTEGER", nullable: false),
                    Granted = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    CameFirst = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_choices", x => new { x.Run, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "run_lefts",
                columns: table => new
                {
                    Run = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Row = table.Column<int>(type: "INTEGER", nullable: false),
                    Side = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_lefts", x => new { x.Run, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "run_pairs",
                columns: table => new
                {
                    Run = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Row = table.Column<int>(type: "INTEGER", nullable: false),
                    Organization = table.Column<string>(type: "TEXT", nullable: false),
                    Community = table.Column<string>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Seat = table.Column<int>(type: "INTEGER", nullable: false),
                    DistanceDm = table.Column<long>(type: "INTEGER", nullable: false),
                    OrganizationRank = table.Column<int>(type: "INTEGER", nullable: true),
                    CommunityRank = table.Column<int>(type: "INTEGER", nullable: true),
                    Why = table.Column<string>(type: "TEXT", nullable: false),
                    Standing = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_pairs", x => new { x.Run, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "run_proofs",
                columns: table => new
                {
                    Run = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_proofs", x => x.Run);
                });

            migrationBuilder.CreateTable(
                name: "runs",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Campaign = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Wave = table.Column<string>(type: "TEXT", nullable: false),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Figures = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Progress = table.Column<int>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Fault = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    QueuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AdoptedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Worker = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true)
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
