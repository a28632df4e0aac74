using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IncidentBot.Host.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Chat : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Rooms_IncidentId_Platform_Name",
                table: "Rooms");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "BegunAt",
                table: "Rooms",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Follows",
                table: "Rooms",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tenant",
                table: "Rooms",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Trouble",
                table: "Rooms",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ChatInstalls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Platform = table.Column<string>(type: "text", nullable: false),
                    Tenant = table.Column<string>(type: "text", nullable: false),
                    Enterprise = table.Column<string>(type: "text", nullable: true),
                    WholeEnterprise = table.Column<bool>(type: "boolean", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    App = table.Column<string>(type: "text", nullable: true),
                    BotUser = table.Column<string>(type: "text", nullable: false),
                    Scopes = table.Column<string>(type: "text", nullable: false),
                    Token = table.Column<string>(type: "text", nullable: true),
                    RefreshToken = table.Column<string>(type: "text", nullable: true),
                    TokenEndsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Broken = table.Column<string>(type: "text", nullable: true),
                    InstalledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChatInstalls", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChatInstalls_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PostedMessages",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    IncidentId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Conversation = table.Column<string>(type: "text", nullable: true),
                    Address = table.Column<string>(type: "text", nullable: true),
                    Shows = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostedMessages", x => x.Key);
                    table.ForeignKey(
                        name: "FK_PostedMessages_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "StoredActions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Action = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoredActions", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Rooms_IncidentId_Platform_Tenant_Name",
                table: "Rooms",
                columns: new[] { "IncidentId", "Platform", "Tenant", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Rooms_Platform_Address",
                table: "Rooms",
                columns: new[] { "Platform", "Address" });

            migrationBuilder.CreateIndex(
                name: "IX_ChatInstalls_OrganisationId",
                table: "ChatInstalls",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_ChatInstalls_Platform_Tenant",
                table: "ChatInstalls",
                columns: new[] { "Platform", "Tenant" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PostedMessages_IncidentId",
                table: "PostedMessages",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_StoredActions_At",
                table: "StoredActions",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ChatInstalls");

            migrationBuilder.DropTable(
                name: "PostedMessages");

            migrationBuilder.DropTable(
                name: "StoredActions");

            migrationBuilder.DropIndex(
                name: "IX_Rooms_IncidentId_Platform_Tenant_Name",
                table: "Rooms");

            migrationBuilder.DropIndex(
                name: "IX_Rooms_Platform_Address",
                table: "Rooms");

            migrationBuilder.DropColumn(
                name: "BegunAt",
                table: "Rooms");

            migrationBuilder.DropColumn(
                name: "Follows",
                table: "Rooms");

            migrationBuilder.DropColumn(
                name: "Tenant",
                table: "Rooms");

            migrationBuilder.DropColumn(
                name: "Trouble",
                table: "Rooms");

            migrationBuilder.CreateIndex(
                name: "IX_Rooms_IncidentId_Platform_Name",
                table: "Rooms",
                columns: new[] { "IncidentId", "Platform", "Name" },
                unique: true);
        }
    }
}
