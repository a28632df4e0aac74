using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IncidentBot.Host.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SettleGaps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "SettledAt",
                table: "Lessons",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Settlement",
                table: "Lessons",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "SettledAt",
                table: "Lessons");

            migrationBuilder.DropColumn(
                name: "Settlement",
                table: "Lessons");
        }
    }
}
