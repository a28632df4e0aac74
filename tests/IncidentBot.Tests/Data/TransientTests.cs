using IncidentBot.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Data;

/// <summary>Which faults are said to be the database's absence.</summary>
public sealed class TransientTests
{
    [Fact]
    public void A_null_inside_the_driver_is_a_connection_that_broke_under_it()
    {
        var torn = Met();
        torn.Source = "Npgsql";
        Assert.True(Transient.IsDown(torn));
        Assert.True(Transient.IsDown(new DbUpdateException("", torn)));
    }

    [Fact]
    public void A_null_of_our_own_is_a_fault_of_our_own() => Assert.False(Transient.IsDown(Met()));

    private static NullReferenceException Met() => Assert.Throws<NullReferenceException>(() => ((object)null!).ToString());
}
