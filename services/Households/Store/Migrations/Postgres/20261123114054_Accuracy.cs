using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Accuracy : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accuracy_audits",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    AreaPrefix = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Confidence = table.Column<int>(type: "integer", nullable: false),
                    Margin = table.Column<int>(type: "integer", nullable: false),
                    Expected = table.Column<int>(type: "integer", nullable: false),
                    Seed = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Population = table.Column<int>(type: "integer", nullable: false),
                    Size = table.Column<int>(type: "integer", nullable: false),
                    OpenedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    OpenedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ClosedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    ClosedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accuracy_audits", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "accuracy_sample",
                columns: table => new
                {
                    Audit = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Household = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Stratum = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Place = table.Column<int>(type: "integer", nullable: false),
                    Outcome = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    Wrong = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    Reason = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true, collation: "C"),
                    RecordedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    RecordedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accuracy_sample", x => new { x.Audit, x.Household });
                });

            migrationBuilder.CreateTable(
                name: "accuracy_strata",
                columns: table => new
                {
                    Audit = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    Population = table.Column<int>(type: "integer", nullable: false),
                    Size = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accuracy_strata", x => new { x.Audit, x.Area });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "accuracy_audits");

            migrationBuilder.DropTable(
                name: "accuracy_sample");

            migrationBuilder.DropTable(
                name: "accuracy_strata");
        }
    }
}
