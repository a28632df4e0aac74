using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IncidentBot.Host.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SettleGaps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Number",
                table: "Lessons",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SettledAt",
                table: "Lessons",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Settlement",
                table: "Lessons",
                type: "text",
                nullable: true);

            // Gaps that were recorded before are numbered in the order in which they were found.
            migrationBuilder.Sql("""
                UPDATE "Lessons" SET "Number" = (SELECT COUNT(*) FROM "Lessons" AS other WHERE other."IncidentId" = "Lessons"."IncidentId" AND other."Kind" = 'Gap'
                    AND (other."At" < "Lessons"."At" OR (other."At" = "Lessons"."At" AND other."Id" <= "Lessons"."Id"))) WHERE "Kind" = 'Gap'
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Number",
                table: "Lessons");

            migrationBuilder.DropColumn(
                name: "SettledAt",
                table: "Lessons");

            migrationBuilder.DropColumn(
                name: "Settlement",
                table: "Lessons");
        }
    }
}
