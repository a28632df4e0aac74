using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IncidentBot.Host.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PagesOutside : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "LevelAt",
                table: "Pages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Held",
                table: "PageAttempts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Place",
                table: "PageAttempts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "SealedCode",
                table: "PageAttempts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "WrongCodes",
                table: "PageAttempts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "NotBefore",
                table: "Effects",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_PageAttempts_Address",
                table: "PageAttempts",
                column: "Address");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_PageAttempts_Address",
                table: "PageAttempts");

            migrationBuilder.DropColumn(
                name: "LevelAt",
                table: "Pages");

            migrationBuilder.DropColumn(
                name: "Held",
                table: "PageAttempts");

            migrationBuilder.DropColumn(
                name: "Place",
                table: "PageAttempts");

            migrationBuilder.DropColumn(
                name: "SealedCode",
                table: "PageAttempts");

            migrationBuilder.DropColumn(
                name: "WrongCodes",
                table: "PageAttempts");

            migrationBuilder.DropColumn(
                name: "NotBefore",
                table: "Effects");
        }
    }
}
