using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.TeamsFake.World;

/// <summary>Somebody with an account.</summary>
public sealed class TeamsUser(string objectId, string name, TeamsTenant home)
{
    /// <summary>Entra's object id: what Graph calls people by.</summary>
    public string ObjectId => objectId;

    /// <summary>The name that is displayed.</summary>
    public string Name { get; set; } = name;

    /// <summary>The tenant whose directory holds the account.</summary>
    public TeamsTenant Home => home;

    public string? Mail { get; set; }

    public string PrincipalName { get; set; } = $"{name.Split(' ')[0].ToLowerInvariant()}@{home.Domain}";

    /// <summary>A guest in this tenant, whose own is elsewhere.</summary>
    public bool Guest { get; set; }

    public bool Disabled { get; set; }

    public string GivenName => Name.Split(' ')[0];

    public string Surname => Name.Split(' ')[^1];

    /// <summary>The 29: id that one bot knows this person by; another bot knows them by another.</summary>
    public string IdFor(TeamsApp app) => $"29:1{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{app.Id} {objectId}"))).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";

    public override string ToString() => Name;
}
