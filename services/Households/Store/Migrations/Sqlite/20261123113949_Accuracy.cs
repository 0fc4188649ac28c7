using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Sqlite
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
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AreaPrefix = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Confidence = table.Column<int>(type: "INTEGER", nullable: false),
                    Margin = table.Column<int>(type: "INTEGER", nullable: false),
                    Expected = table.Column<int>(type: "INTEGER", nullable: false),
                    Seed = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Population = table.Column<int>(type: "INTEGER", nullable: false),
                    Size = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accuracy_audits", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "accuracy_sample",
                columns: table => new
                {
                    Audit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Household = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Stratum = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Wrong = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accuracy_sample", x => new { x.Audit, x.Household });
                });

            migrationBuilder.CreateTable(
                name: "accuracy_strata",
                columns: table => new
                {
                    Audit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Population = table.Column<int>(type: "INTEGER", nullable: false),
                    Size = table.Column<int>(type: "INTEGER", nullable: false)
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
