using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Assessment.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LedgerIsAppendOnly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A row is only ever added: REPLACE, which deletes without a word, is refused like the others.
            migrationBuilder.Sql("""
                CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
                BEGIN SELECT RAISE(ABORT, 'ledger-is-append-only'); END
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER ledger_is_never_deleted_from BEFORE DELETE ON ledger
                BEGIN SELECT RAISE(ABORT, 'ledger-is-append-only'); END
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER ledger_is_never_replaced BEFORE INSERT ON ledger
                WHEN EXISTS (SELECT 1 FROM ledger WHERE "Sequence" = NEW."Sequence" OR ("Message" = NEW."Message" AND "Part" = NEW."Part"))
                BEGIN SELECT RAISE(ABORT, 'ledger-is-append-only'); END
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER ledger_is_never_changed");
            migrationBuilder.Sql("DROP TRIGGER ledger_is_never_deleted_from");
            migrationBuilder.Sql("DROP TRIGGER ledger_is_never_replaced");
        }
    }
}
