using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Households.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HashedEquals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_persons_IdNumberHash",
                table: "persons");

            migrationBuilder.DropIndex(
                name: "IX_persons_PhoneHash",
                table: "persons");

            migrationBuilder.CreateIndex(
                name: "IX_persons_IdNumberHash",
                table: "persons",
                column: "IdNumberHash")
                .Annotation("Npgsql:IndexMethod", "hash");

            migrationBuilder.CreateIndex(
                name: "IX_persons_PhoneHash",
                table: "persons",
                column: "PhoneHash")
                .Annotation("Npgsql:IndexMethod", "hash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_persons_IdNumberHash",
                table: "persons");

            migrationBuilder.DropIndex(
                name: "IX_persons_PhoneHash",
                table: "persons");

            migrationBuilder.CreateIndex(
                name: "IX_persons_IdNumberHash",
                table: "persons",
                column: "IdNumberHash");

            migrationBuilder.CreateIndex(
                name: "IX_persons_PhoneHash",
                table: "persons",
                column: "PhoneHash");
        }
    }
}
