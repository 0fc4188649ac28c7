using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Assessment.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LedgerIsAppendOnly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'ledger-is-append-only' USING ERRCODE = 'restrict_violation'; END $$
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
                FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER ledger_is_append_only ON ledger");
            migrationBuilder.Sql("DROP FUNCTION ledger_refuses()");
        }
    }
}
