namespace IncidentBot.TeamsFake.World;

/// <summary>Something that Graph does later: it answers 202 and tells how far it is to whoever asks.</summary>
internal sealed class TeamsOperation(string id, TeamsTeam team, string type, TeamsChannel target, DateTimeOffset at, int polls, Action done)
{
    private int left = polls;

    public string Id => id;

    public TeamsTeam Team => team;

    public string Type => type;

    public TeamsChannel Target => target;

    public DateTimeOffset At => at;

    public bool Done { get; private set; }

    /// <summary>Somebody asks how far it is.</summary>
    public void Poll()
    {
        if (!Done && left-- <= 0)
        {
            End();
        }
    }

    public void End()
    {
        if (!Done)
        {
            Done = true;
            done();
        }
    }
}
