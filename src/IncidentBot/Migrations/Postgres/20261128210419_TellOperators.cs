using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IncidentBot.Host.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TellOperators : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "TellAt",
                table: "ChatInstalls",
                type: "timestamp with time zone",
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
