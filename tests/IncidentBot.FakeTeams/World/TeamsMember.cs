using System.Text;

namespace IncidentBot.TeamsFake.World;

/// <summary>Somebody in a team, a channel or a chat.</summary>
public sealed class TeamsMember(string place, TeamsUser user, bool owner = false)
{
    public TeamsUser User => user;

    public bool Owner { get; set; } = owner;

    /// <summary>Graph's id of the membership.</summary>
    public string Id => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{place}##{user.ObjectId}"));

    public string[] Roles => Owner ? ["owner"] : user.Guest ? ["guest"] : [];
}
