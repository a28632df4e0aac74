using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IncidentBot.Host.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TellOperators : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "TellAt",
                table: "ChatInstalls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChatInstalls_TellAt",
                table: "ChatInstalls",
                column: "TellAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ChatInstalls_TellAt",
                table: "ChatInstalls");

            migrationBuilder.DropColumn(
                name: "TellAt",
                table: "ChatInstalls");
        }
    }
}
