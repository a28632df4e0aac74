using System;
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

            migrationBuilder.AddColumn<bool>(
                name: "OutOfBandSilently",
                table: "Incidents",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "OutOfBandSince",
                table: "Incidents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "NotBefore",
                table: "Effects",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ContactChecks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Contact = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", nullable: false),
                    Method = table.Column<string>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: false),
                    Zone = table.Column<string>(type: "TEXT", nullable: false),
                    Hours = table.Column<string>(type: "TEXT", nullable: true),
                    AskedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Asks = table.Column<int>(type: "INTEGER", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Answer = table.Column<string>(type: "TEXT", nullable: true),
                    SealedCode = table.Column<string>(type: "TEXT", nullable: true),
                    WrongCodes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactChecks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ContactChecks_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PageAttempts_Address",
                table: "PageAttempts",
                column: "Address");

            migrationBuilder.CreateIndex(
                name: "IX_ContactChecks_Address",
                table: "ContactChecks",
                column: "Address");

            migrationBuilder.CreateIndex(
                name: "IX_ContactChecks_NextAt",
                table: "ContactChecks",
                column: "NextAt");

            migrationBuilder.CreateIndex(
                name: "IX_ContactChecks_OrganisationId_Contact",
                table: "ContactChecks",
                columns: new[] { "OrganisationId", "Contact" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ContactChecks");

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
                name: "OutOfBandSilently",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "OutOfBandSince",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "NotBefore",
                table: "Effects");
        }
    }
}
