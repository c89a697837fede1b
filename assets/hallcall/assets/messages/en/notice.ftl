# Messages to visitors: never a name or a document number
notice-called = [{ $hall }] { $number }: please come to counter { $counter }, floor { $floor }, zone { $zone } ({ $time }).
notice-neared = [{ $hall }] { $number }: { $ahead ->
    [0] you are next
    [1] 1 person is before you
   *[other] { $ahead } people are before you
}. Please wait on floor { $floor }, zone { $zone } ({ $time }).
notice-checked-in = [{ $hall }] You are checked in: { $number }. Please wait on floor { $floor }, zone { $zone } ({ $time }).
notice-checked-in-wait = [{ $hall }] You are checked in: { $number }. Please wait on floor { $floor }, zone { $zone }, for about { $low }–{ $high } min ({ $time }).
notice-transferred = [{ $hall }] { $number } moved to floor { $floor }, zone { $zone }. Same number, your time counts on ({ $time }).
notice-held-up = [{ $hall }] { $number }: its queue is closed for now; your number is kept. Wait for our message, or ask the desk for another counter or day ({ $time }).
notice-goes-on = [{ $hall }] { $number }: its queue is open again; your number and your time count on. Please wait on floor { $floor }, zone { $zone } ({ $time }).
notice-expired = [{ $hall }] { $number } is no longer valid, as the day is over. Please take a new number next time ({ $time }).
notice-offered = [{ $hall }] A place is free: { $day } { $time }. Please confirm at a kiosk or call { $phone } by { $until }.
