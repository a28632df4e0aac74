using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IncidentBot.Host.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ClocksDue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Reminders_State_Alarmed_DueAt",
                table: "Reminders",
                columns: new[] { "State", "Alarmed", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PageAttempts_At",
                table: "PageAttempts",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Clocks_State_DueAt",
                table: "Clocks",
                columns: new[] { "State", "DueAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Reminders_State_Alarmed_DueAt",
                table: "Reminders");

            migrationBuilder.DropIndex(
                name: "IX_PageAttempts_At",
                table: "PageAttempts");

            migrationBuilder.DropIndex(
                name: "IX_Clocks_State_DueAt",
                table: "Clocks");
        }
    }
}
